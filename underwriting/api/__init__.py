"""The API of underwriting: proposals of the e-commerce channel and their state (PRO-04, PLT-07)."""
