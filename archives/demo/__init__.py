"""Printed forms of the demo branch."""

from archives.demo.form_stock import hand_out_forms

__all__ = ["hand_out_forms"]
