# Built with the network, run without it. Targets: `bot`, and `proxy` with the floor in it.
FROM python:3.10-slim-bookworm AS build
ENV RASA_TELEMETRY_ENABLED=false PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.lock pyproject.toml README.md ./
RUN python -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e . \
 && .venv/bin/python -m bot.nlu.encoder_build \
 && .venv/bin/python -m bot.regions.build \
 && .venv/bin/python -m bot.cli train \
 && mkdir -p /floor \
 && .venv/bin/python -m bot.cli floor --json > /floor/floor.json \
 && .venv/bin/python -m bot.cli floor --html > /floor/floor.html

FROM caddy:2-alpine AS proxy
# A plain copy: the packaged binary asks for a capability, and the container has none.
RUN cp /usr/bin/caddy /usr/bin/caddy-plain \
 && mv /usr/bin/caddy-plain /usr/bin/caddy \
 && mkdir -p /data /config \
 && chown 1000:1000 /data /config
COPY deploy/Caddyfile /etc/caddy/Caddyfile
COPY --from=build /floor /srv/floor
USER 1000:1000
EXPOSE 8080 8443

FROM python:3.10-slim-bookworm AS bot
ENV RASA_TELEMETRY_ENABLED=false HOST=0.0.0.0 PORT=5005 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    PATH=/app/.venv/bin:$PATH
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o 65534 -g 65534 -m 700 /state
ENV TELEGRAM_STATE=/state
WORKDIR /app
COPY --from=build /app /app
USER 65534:65534
EXPOSE 5005
# Alive, not ready: a bot that answers from its floor must not be taken away.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
  CMD ["python", "-m", "bot.alive"]
CMD ["python", "-m", "bot.cli", "serve"]
