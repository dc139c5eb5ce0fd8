# o8:file !job|database|nats|kafka
"""Variables of the environment, read so that all that is wrong is told at once."""

from collections.abc import Mapping
# o8:if database|nats|kafka
from pathlib import Path
# o8:end


class SettingsError(Exception):
    """Variables are missing or wrong; names them, and no values."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class Environment:
    """Reads variables and collects what is wrong with them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._problems: list[str] = []

    def text(self, name: str) -> str:
        """Returns a variable that must be there."""
        value = self._variables.get(name, "")
        if not value:
            self._problems.append(f"{name} is missing")
        return value

    # o8:if !job|database
    def port(self, name: str) -> int:
        """Returns the number of a TCP port."""
        value = self.text(name)
        if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
            return int(value)
        if value:
            self._problems.append(f"{name} is not a port")
        return 0

    # o8:end
    # o8:if database|nats|kafka
    def optional(self, name: str) -> str | None:
        """Returns a variable that may be absent or empty."""
        return self._variables.get(name) or None

    def file(self, name: str) -> str:
        """Returns the path of a file that must be there."""
        value = self.text(name)
        if value and not Path(value).is_file():
            self._problems.append(f"{name} names no file")
        return value

    # o8:end
    # o8:if database|kafka
    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        """Returns one of a few texts."""
        value = self.text(name)
        if value and value not in choices:
            self._problems.append(f"{name} is none of {', '.join(choices)}")
        return value

    # o8:end
    # o8:if consumes
    def by_prefix(self, prefix: str) -> dict[str, str]:
        """Returns the variables of a prefix, of which there must be one, by what follows it."""
        names = sorted(name for name in self._variables if name.startswith(prefix))
        if not names:
            self._problems.append(f"{prefix}... is missing")
        return {name.removeprefix(prefix): self.text(name) for name in names}

    # o8:end
    def check(self) -> None:
        """Raises SettingsError if anything that was read is missing or wrong."""
        if self._problems:
            raise SettingsError(self._problems)
