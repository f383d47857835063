"""Mechanisms without one insurance word: workflow, audit, jobs, work items, clocks, money, pages."""
