"""The report of a run: one HTML page, which needs no network and no script."""

from perfgym.store.report.page import MOST_BYTES, report_page

__all__ = ["MOST_BYTES", "report_page"]
