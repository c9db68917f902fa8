# syntax=docker/dockerfile:1

# The builder and the runtime are the same Debian release: the binary is linked to its glibc.
ARG RUST_VERSION=1.95
ARG DEBIAN_RELEASE=trixie

FROM rust:${RUST_VERSION}-slim-${DEBIAN_RELEASE} AS chef
WORKDIR /build
RUN cargo install cargo-chef --version 0.1.78 --locked

# What the dependencies are, without our code: this layer's output changes only with the manifests.
FROM chef AS planner
COPY . .
RUN cargo chef prepare --recipe-path recipe.json

# Dependencies alone, so that a change of our code does not build them again.
FROM chef AS deps
COPY --from=planner /build/recipe.json recipe.json
RUN cargo chef cook --release --locked --no-default-features --bin sputnik --recipe-path recipe.json

# The sandbox (feature `demo`) stays out of the image.
FROM deps AS build
COPY . .
RUN cargo build --release --locked --no-default-features --bin sputnik

FROM debian:${DEBIAN_RELEASE}-slim AS runtime

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*

# The uid is fixed so that a volume or a bind mount keeps its owner from one image to the next.
RUN groupadd --system --gid 10001 sputnik \
    && useradd --system --uid 10001 --gid sputnik --home-dir /data --no-create-home --shell /usr/sbin/nologin sputnik \
    && install --directory --owner=sputnik --group=sputnik --mode=0750 /data

COPY --from=build /build/target/release/sputnik /usr/local/bin/sputnik

# A config.toml is looked for here; mount one at /etc/sputnik/config.toml, or use the environment alone.
WORKDIR /etc/sputnik

ENV SPUTNIK__HTTP__LISTEN=0.0.0.0:8080 \
    SPUTNIK__DATABASE__URL=sqlite:///data/sputnik.db \
    SPUTNIK__MEDIA__URL=file:///data/media

USER sputnik:sputnik
VOLUME /data
EXPOSE 8080

# Bash opens the connection itself, so that no HTTP client has to be in the image. The port is the one
# of the setting. The first minute is left for migrations.
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=3 \
    CMD ["/bin/bash", "-c", "exec 3<>\"/dev/tcp/127.0.0.1/${SPUTNIK__HTTP__LISTEN##*:}\" && printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r -t 5 _ status _ <&3 && [[ $status == 200 ]]"]

# In exec form the program is process 1 and gets SIGTERM itself: it stops taking updates, finishes what
# it began, then leaves.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/sputnik"]
CMD ["run"]
