"""What customer service keeps."""

from customer_service.models.call import Call, Outcome, Purpose
from customer_service.models.enquiry import Enquiry

__all__ = ["Call", "Enquiry", "Outcome", "Purpose"]
