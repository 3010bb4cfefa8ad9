"""Writes the expected outputs of the corpus with Python's Jinja2; cases of errors are pinned by hand.

Usage: python3 pin.py   (needs the package jinja2, 3.1)
"""
import json
import pathlib

import jinja2


class Undefined(jinja2.StrictUndefined):
    """Strict where it would leave a hole in SQL; false and comparable as Jinja2's usual one."""

    __bool__ = jinja2.Undefined.__bool__
    __eq__ = jinja2.Undefined.__eq__
    __ne__ = jinja2.Undefined.__ne__
    __hash__ = jinja2.Undefined.__hash__


class Silent(jinja2.Undefined):
    pass


def environment():
    return jinja2.Environment(undefined=Undefined, extensions=["jinja2.ext.do"])


def lenient(environment, template, context):
    """An inline if without else prints nothing in EtlMesh, as under Jinja2's usual undefined."""
    try:
        return environment.from_string(template).render(context)
    except jinja2.UndefinedError as error:
        if "inline if-expression" not in str(error):
            raise
        loose = jinja2.Environment(undefined=Silent, extensions=["jinja2.ext.do"])
        return loose.from_string(template).render(context)


here = pathlib.Path(__file__).parent
for path in sorted(here.glob("*.txt")):
    if path.name.startswith("errors"):
        continue
    pinned = []
    for case in path.read_text("utf-8").removesuffix("\n").removeprefix("=== ").split("\n=== "):
        name, body = case.split("\n", 1)
        template = body.split("\n---\n", 1)[0]
        context = json.loads((here / "context.json").read_text("utf-8"))
        try:
            pinned.append(f"=== {name}\n{template}\n---\n{lenient(environment(), template, context)}\n")
        except Exception as error:
            raise SystemExit(f"{path.name}: {name}: {type(error).__name__}: {error}")
    path.write_text("".join(pinned), "utf-8", newline="\n")
    print(f"{path.name}: {len(pinned)} cases")
