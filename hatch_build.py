"""The build hook: compiled translations, templates and migrations for the wheel."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("templates", "migrations")


class EventregBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles `eventreg/translations` with the code that does so in development.

    A wheel takes the folders that stand beside the package in a checkout; an editable install
    finds them there by itself (`eventreg.paths`).
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        try:
            from eventreg.language import catalogue
        finally:
            sys.path.pop(0)
        catalogue.compile_messages()
        if version != "editable":
            build_data["force_include"].update({name: f"eventreg/{name}" for name in SHIPPED})
