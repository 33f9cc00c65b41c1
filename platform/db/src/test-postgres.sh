# A throw-away PostgreSQL server: BIN FOLDER PORT. It ends when its standard input does.
# initdb and postgres refuse root: then they run as nobody.
bin=$1 dir=$2 port=$3
mkdir -p "$dir"
run() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  chown nobody "$dir"
  run() { setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; }
fi
cd "$dir" || exit 1
run "$bin/initdb" -D "$dir/data" -U test -A trust -E UTF8 --locale=C --no-sync >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
run "$bin/postgres" -D "$dir/data" -p "$port" -k "$dir" -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off \
  -c synchronous_commit=off -c max_connections=400 >>"$dir/log" 2>&1 &
for _ in $(seq 200); do run "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" && break; sleep 0.05; done
echo ready
cat >/dev/null
kill -QUIT "$(head -n 1 "$dir/data/postmaster.pid")"
wait
rm -rf "$dir"
