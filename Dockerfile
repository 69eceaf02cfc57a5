# Two stages: install and train with the network, then run without it, as nobody.
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
 && .venv/bin/python -m bot.cli train

FROM python:3.10-slim-bookworm
ENV RASA_TELEMETRY_ENABLED=false HOST=0.0.0.0 PORT=5005 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o 65534 -g 65534 -m 700 /state
ENV TELEGRAM_STATE=/state
WORKDIR /app
COPY --from=build /app /app
USER 65534:65534
EXPOSE 5005
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD [".venv/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:5005/health')"]
CMD [".venv/bin/python", "-m", "bot.cli", "serve"]
