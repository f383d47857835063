"""The public question whether a document is the insurer's."""
