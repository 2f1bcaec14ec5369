"""The board pack: PowerPoint, PDF and Excel of one edition, made from the published file."""

from pages.pack.making import make
from pages.pack.model import AgendaItem, Comment, Decision, Edition, InternalFiguresError, Pack

__all__ = ["AgendaItem", "Comment", "Decision", "Edition", "InternalFiguresError", "Pack", "make"]
