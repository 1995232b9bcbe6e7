FROM debian:trixie
RUN apt-get update \
    && apt-get install -y --no-install-recommends {{ packages }} \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY {{ source_name }} /app/{{ source_name }}
