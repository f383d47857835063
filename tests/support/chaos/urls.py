"""No pages on this stage."""

urlpatterns: list[object] = []
