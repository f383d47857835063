# One image for every service of docker-compose.yml.
FROM node:22-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY . .
RUN npm run build

FROM python:3.13-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 LANG=C.UTF-8 PATH=/app/.venv/bin:$PATH
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home product
WORKDIR /app
COPY requirements.lock requirements-installer.lock ./
RUN python -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements-installer.lock \
 && .venv/bin/uv pip install --no-cache --require-hashes --python .venv/bin/python -r requirements.lock
COPY . .
COPY --from=assets /build/node_modules ./node_modules
COPY --from=assets /build/static/build ./static/build
RUN DJANGO_SETTINGS_MODULE=config.settings.local python -m tools.prepare files \
 && rm -rf var && mkdir var && chown product:product var
USER product
ENV DJANGO_SETTINGS_MODULE=config.settings.production HOST=0.0.0.0 PORT=8000 PROMETHEUS_MULTIPROC_DIR=/tmp/metrics
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
