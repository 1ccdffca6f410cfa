"""What the pages share: the frame, the tables, the filter, the address and the drawing of figures."""
