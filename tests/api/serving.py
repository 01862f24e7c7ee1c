"""A real server of the API in a process of its own: what asks it may hold this process up while it waits."""

from __future__ import annotations

import sys

import uvicorn
from starlette.applications import Starlette

from dashboard.api.routes import api_routes
from dashboard.server import middleware

if __name__ == "__main__":
    app = Starlette(routes=api_routes("/euphrates"), middleware=middleware("/euphrates"))
    uvicorn.run(app, fd=int(sys.argv[1]), log_level="warning")
