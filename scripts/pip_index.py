"""Print pip's configured index as settings for uv, which reads no pip.conf.

The output is shell: `eval "$(python scripts/pip_index.py)"`. Nothing is printed where pip has
nothing configured. A setting of uv's own that is already there is left alone.
"""

from __future__ import annotations

import ast
import os
import shlex
import subprocess
import sys

# pip's option, uv's variable; of several places the narrower one stands later in pip's list
MAIN = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE", "timeout": "UV_HTTP_TIMEOUT"}
MORE = {
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
}


def configured() -> dict[str, str]:
    """Return pip's options by name, those of the environment last."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    options: dict[str, str] = {}
    for line in sorted(listed.splitlines(), key=lambda line: line.startswith(":env:")):
        name, equals, value = line.partition("=")
        place, _, option = name.rpartition(".")
        if equals and place in {"global", "user", "site", "install", ":env:"}:
            options[option.replace("_", "-")] = " ".join(str(ast.literal_eval(value)).split())
    if "default-timeout" in options:
        options.setdefault("timeout", options["default-timeout"])
    return options


def main(*, main_only: bool) -> None:
    """Print one `export` per setting."""
    wanted = MAIN if main_only else {**MAIN, **MORE}
    options = configured()
    settings = {uv: options[pip] for pip, uv in wanted.items() if options.get(pip)}
    if "UV_INDEX" in settings:  # pip takes all indexes as one; the hashes say what may come
        settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    for name, value in settings.items():
        if name not in os.environ:
            separated = value.replace(" ", ",") if name == "UV_FIND_LINKS" else value
            sys.stdout.write(f"export {name}={shlex.quote(separated)}\n")


if __name__ == "__main__":
    main(main_only="--main-only" in sys.argv)
