# shellcheck shell=bash
# A private PostgreSQL for scripts/test and scripts/bench, which read this file: own folder, own free
# port, gone when they end. Nothing here is run by itself.

pg_bin=""    # folder of initdb and pg_ctl
pg_user=""   # who runs PostgreSQL when we are root, which it refuses to be run by
pg_port=""   # where the last one that was started listens

# Debian keeps the server's programs off the PATH, one folder a version: the newest is taken.
find_postgres() {
  local dir
  for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr) \
    "$(pg_config --bindir 2>/dev/null || true)" \
    "$(dirname "$(readlink -f "$(command -v initdb || true)" || true)")"; do
    if [[ -x $dir/initdb && -x $dir/pg_ctl && -x $dir/postgres ]]; then
      pg_bin=$dir
      return
    fi
  done
  return 1
}

# Sets the user that PostgreSQL runs as, when we are root.
find_postgres_user() {
  if ((EUID == 0)); then
    for pg_user in postgres nobody; do
      if id "$pg_user" >/dev/null 2>&1; then return; fi
    done
  fi
}

# PostgreSQL's programs, as a user they agree to be run by. From `/`, which everyone may enter.
postgres_do() {
  local program=$1
  shift
  if ((EUID == 0)); then
    (cd / && runuser -u "$pg_user" -- "$pg_bin/$program" "$@")
  else
    (cd / && "$pg_bin/$program" "$@")
  fi
}

# Below the range from which the system hands out ports by itself. Whether it is really free shows
# when the server takes it: a start that fails is tried again with another one.
pick_port() {
  local port
  while :; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%s' "$port"
      return
    fi
  done
}

# start_postgres DIR CONFIG: a new server in DIR/postgres with these lines of configuration besides;
# sets pg_port. Says why in DIR/postgres.log when it comes back with a failure.
start_postgres() {
  local dir=$1 config=$2 data="$1/postgres/data" log="$1/postgres/log" port try
  mkdir "$dir/postgres"
  if ((EUID == 0)); then chown "$pg_user" "$dir/postgres"; fi

  # Everyone on this machine may connect: nothing in it is worth a password, and proving one costs
  # every test that connects some milliseconds. C.UTF-8 is on every Debian and knows Cyrillic letters.
  if ! postgres_do initdb --pgdata="$data" --username=sputnik --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync >"$dir/postgres.log" 2>&1; then
    echo "PostgreSQL could not make its data folder" >>"$dir/postgres.log"
    return 1
  fi
  cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
max_parallel_workers_per_gather = 0
timezone = 'UTC'
$config
CONF

  for try in 1 2 3 4 5; do
    port=$(pick_port)
    if postgres_do pg_ctl start --silent --wait --timeout=60 --pgdata="$data" --log="$log" \
      --options="-p $port" >/dev/null; then
      # shellcheck disable=SC2034  # read by whoever reads this file
      pg_port=$port
      return
    fi
    echo "PostgreSQL did not start on port $port (try $try)" >>"$dir/postgres.log"
  done
  tail -n 30 "$log" >>"$dir/postgres.log"
  return 1
}

# stop_postgres DIR: ends the one that was started there, by this run or by one that was killed.
stop_postgres() {
  if [[ -f $1/postgres/data/postmaster.pid && -n $pg_bin ]]; then
    postgres_do pg_ctl stop --silent --mode=immediate --pgdata="$1/postgres/data" >/dev/null 2>&1 || true
  fi
}
