FROM debian:trixie
RUN apt-get update \
    && apt-get install -y --no-install-recommends bubblewrap gcc libc6-dev python3-venv valgrind {{ packages }} \
    && rm -rf /var/lib/apt/lists/*
{% if wheel %}
COPY {{ wheel }} /opt/{{ wheel }}
{% endif %}
RUN python3 -m venv /opt/perfgym && /opt/perfgym/bin/pip install --no-cache-dir {{ requirement }}
ENV PATH=/opt/perfgym/bin:$PATH
{% if has_own_problem %}
ENV PERFGYM_PROBLEMS=/tests/problems
{% endif %}
COPY . /tests/
