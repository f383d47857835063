"""Printed forms of the demo branch."""

from archives.demo.form_papers import tell_papers
from archives.demo.form_stock import hand_out_signs

__all__ = ["hand_out_signs", "tell_papers"]
