from organisation.models.staff import Staff

__all__ = ["Staff"]
