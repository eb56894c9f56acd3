"""From a view to HTML: the one place where templates are filled."""

from __future__ import annotations

from dataclasses import fields


def filled(template: str, view: object, **more: object) -> str:
    """A template with every field of a view under its name, and more (tables of words) under theirs.

    All text is escaped unless the template says that it is markup already; a name that is not there is an error.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    room = Environment(
        loader=PackageLoader("understride.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    held = {f.name: getattr(view, f.name) for f in fields(view)}  # type: ignore[arg-type]
    return room.get_template(template).render(**held, **more)
