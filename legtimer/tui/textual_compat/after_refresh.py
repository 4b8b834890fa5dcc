"""Calls a function after the next refresh, unless its widget is gone.

`call_after_refresh` hands the function to the screen that is current by then. If the widget's own screen has been
closed meanwhile, the function finds no widgets, and the error is another screen's.
"""

from collections.abc import Callable

from textual.dom import DOMNode
from textual.widget import Widget


def is_leaving(node: object) -> bool:
    """Return whether a widget is on a screen that is being removed, or has been."""
    return isinstance(node, DOMNode) and any(each._pruning for each in node.ancestors_with_self)


def after_refresh(widget: Widget, function: Callable[[], object]) -> None:
    """Call a function after the next refresh if the widget is still there."""

    def call() -> None:
        if not is_leaving(widget):
            function()

    widget.call_after_refresh(call)
