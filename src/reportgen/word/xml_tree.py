"""Small changes to a tree of WordprocessingML that keep everything else where it is."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree


def remove(node: etree._Element | None) -> None:
    """Take an element out of its tree, where it still is in one."""
    parent = node.getparent() if node is not None else None
    if node is not None and parent is not None:
        parent.remove(node)


def unwrap(node: etree._Element, inside: str = "") -> None:
    """Put what an element holds in its place; ``inside`` is the child whose content that is, where not its own."""
    held = node if not inside else node.find(inside)
    for child in list(held) if held is not None else ():
        node.addprevious(child)
    remove(node)


def put(parent: etree._Element, child: etree._Element, order: Sequence[str]) -> None:
    """Give ``parent`` this child in place of the one of its name, or where the schema's ``order`` has it."""
    old = parent.find(child.tag)
    if old is not None:
        parent.replace(old, child)
        return
    own = etree.QName(child)
    later = order[order.index(own.localname) + 1 :]
    following = (
        each
        for each in parent
        if (name := etree.QName(each)).localname in later or name.namespace != own.namespace  # extensions come last
    )
    before = next(following, None)
    if before is None:
        parent.append(child)
    else:
        before.addprevious(child)
