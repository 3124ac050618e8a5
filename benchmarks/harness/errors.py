"""The two ways in which a measurement ends without a figure."""


class NotRun(Exception):
    """Something that the measurement needs is not there; the rest of the run goes on."""


class Wrong(Exception):
    """A program under test did not do its work; its figures would mean nothing."""
