"""A site's app: files made by the package build. By hand: they are files, not verbs."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

_UNBUILT = (
    "<!doctype html><meta charset=utf-8><title>Sycee</title><p>The app is not built yet: run <code>make demo</code>."
)


_GONE = "<!doctype html><meta charset=utf-8><title>Sycee</title><p>没有这个文件 · There is no such file."


class _Forever(StaticFiles):
    """Assets carry a hash in their name: a browser may keep them for good."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def app_routes(folder: Path) -> list[BaseRoute]:
    """Assets, and the page itself under every path that the app routes on its own."""

    async def page(request: Request) -> Response:
        name = request.path_params.get("path", "")
        wanted = folder / name
        if name and "/" not in name and "." in name and wanted.is_file():
            return FileResponse(wanted, headers={"cache-control": "no-cache"})
        if "." in name.rpartition("/")[2]:  # a file that is not there is no page of the app
            return HTMLResponse(_GONE, status_code=404)
        index = folder / "index.html"
        if not index.is_file():
            return HTMLResponse(_UNBUILT, status_code=503)
        return FileResponse(index, headers={"cache-control": "no-cache"})

    return [
        Mount("/assets", GZipMiddleware(_Forever(directory=folder / "assets", check_dir=False), minimum_size=1024)),
        Route("/{path:path}", page, methods=["GET", "HEAD"]),
    ]
