"""Routes beside the pages: tables, boundaries, calendar, feeds, scripts; and the index page."""
