# Built with the network, run without it. Targets: `bot`, and `proxy` with the floor in it.
# Other bases than the official ones: a mirror's, or those of scripts/build_image.sh.
ARG PYTHON_IMAGE=python:3.10-slim-bookworm
ARG CADDY_IMAGE=caddy:2-alpine

# hadolint ignore=DL3006
FROM ${PYTHON_IMAGE} AS build
ENV RASA_TELEMETRY_ENABLED=false PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
# What the model is made of, without the directory: a number that changes trains nothing anew.
COPY pyproject.toml README.md LICENSE config.yml domain.yml endpoints.yml credentials.yml ./
COPY data data
COPY bot bot
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e . \
 && .venv/bin/python -m bot.nlu.encoder_build \
 && .venv/bin/python -m bot.regions.build \
 && .venv/bin/python -c 'from bot.model import train; train()' \
 && .venv/bin/python -m compileall -q bot
COPY resources.yaml ./
RUN .venv/bin/python -m bot.cli check \
 && mkdir /floor \
 && .venv/bin/python -m bot.cli floor --json > /floor/floor.json \
 && .venv/bin/python -m bot.cli floor --html > /floor/floor.html

# hadolint ignore=DL3006
FROM ${CADDY_IMAGE} AS proxy
# A plain copy: the packaged binary asks for a capability, and the container has none.
RUN cp /usr/bin/caddy /usr/bin/caddy-plain \
 && mv /usr/bin/caddy-plain /usr/bin/caddy \
 && mkdir -p /data \
 && chown 1000:1000 /data
COPY deploy/Caddyfile /etc/caddy/Caddyfile
COPY --from=build /floor /srv/floor
# It saves a copy of its settings where it may: on the tmpfs.
ENV XDG_CONFIG_HOME=/tmp
USER 1000:1000
EXPOSE 8080 8443

# hadolint ignore=DL3006
FROM ${PYTHON_IMAGE} AS bot
ENV RASA_TELEMETRY_ENABLED=false HOST=0.0.0.0 PORT=5005 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    TELEGRAM_STATE=/state PATH=/app/.venv/bin:$PATH
RUN install -d -o 65534 -g 65534 -m 700 /state
WORKDIR /app
# The packages are a layer of their own: an update of the bot moves megabytes, not gigabytes.
COPY --from=build /app/.venv .venv
COPY --from=build /app/.signpost .signpost
COPY --from=build /app/models models
COPY --from=build /app/data data
COPY --from=build /app/bot bot
COPY --from=build /app/*.yml /app/resources.yaml ./
USER 65534:65534
EXPOSE 5005
# Alive, not ready: a bot that answers from its floor must not be taken away.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
  CMD ["python", "-m", "bot.alive"]
CMD ["python", "-m", "bot.cli", "serve"]
