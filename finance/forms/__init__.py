"""The shape of what people enter at the finance centre; meaning is judged by the services."""
