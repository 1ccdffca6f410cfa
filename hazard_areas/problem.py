"""What stops a run, in words for whoever started it."""


class StoppedError(ValueError):
    """A file or an answer with which the run cannot go on; the text says what to do."""
