"""What customer service keeps."""

from customer_service.models.call import Call, Outcome, Purpose

__all__ = ["Call", "Outcome", "Purpose"]
