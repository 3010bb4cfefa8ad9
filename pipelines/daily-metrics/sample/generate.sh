#!/usr/bin/env bash
# Writes this folder's sample data: the same bytes each time, with the dirt that ../README.md counts.
# Needs awk and gzip. Usage: ./generate.sh
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C

# An own generator of random numbers (Park and Miller's), so that every awk gives the same ones.
random='
function next_random() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
function below(n) { return int(next_random() * n) }
function pick(list,   parts, n) { n = split(list, parts, " "); return parts[1 + below(n)] }
function day_of(d) { return d < 30 ? sprintf("2026-09-%02d", d + 1) : sprintf("2026-10-%02d", d - 29) }
function moment(d) { return sprintf("%s %02d:%02d:%02d", day_of(d), 7 + below(15), below(60), below(60)) }
'

awk "$random"'
BEGIN {
  seed = 11
  print "id,name,email,country,signed_up_at"
  for (id = 1; id <= 400; id++) {
    first = pick("Ada Grace Alan Edsger Barbara Donald Frances Ken Dennis Radia Leslie Tony")
    last = pick("Stone Rivers Berg Lindholm Okafor Haddad Novak Moreau Silva Tanaka Kaya")
    day = sprintf("2026-%02d-%02d", 1 + below(8), 1 + below(28))
    if (id == 77 || id == 301) day = "2026-02-31"        # no such day
    printf "%d,\"%s, %s\",%s.%s%d@example.com,%s,%s\n", id, last, first, tolower(first), tolower(last), id, pick("DE FR NL SE PL ES IT"), day
  }
}' | gzip -n -9 > customers.csv.gz

awk "$random"'
function row(amount, at) { printf "%d,%d,%s,%s,%s,%s\n", id, 1 + below(400), status, at, amount, note }
BEGIN {
  seed = 42
  for (d = 0; d < 61; d++) {
    file = d < 30 ? "orders-2026-09.csv" : "orders-2026-10.csv"
    lines = ""
    n = 38 + below(20) + (d % 7 == 5 ? 15 : 0)
    for (k = 0; k < n; k++) {
      id++
      status = pick("completed completed completed completed shipped placed returned cancelled")
      note = pick("- - - - - - \"leave,at,the,door\" \"a_so-called_\"\"gift\"\"\"")
      if (note == "-") note = ""
      amount = sprintf("%d.%02d", 5 + below(240), below(100))
      at = moment(d)
      if (id % 500 == 7) amount = "n/a"
      if (id % 900 == 13) at = "2026-13-45 10:00:00"
      line = sprintf("%d,%d,%s,%s,%s,%s", id, 1 + below(400), status, at, amount, note)
      if (id % 1000 == 250) line = sprintf("%d,%d,%s", id, 1 + below(400), status)                    # cut short
      if (id % 1500 == 600) line = line ",surplus"                                                  # too long
      if (id == 1777) line = sprintf("%d,%d,ship\377ped,%s,%s,", id, 1 + below(400), at, amount)       # not UTF-8
      if (id % 700 == 350) line = sprintf("%d,%d,%s,%s,%s,\"ring twice\nthen wait\"", id, 1 + below(400), status, at, amount)
      if (!(file in started)) { print "id,customer_id,status,placed_at,amount,note" > file; started[file] = 1 }
      print line > file
    }
  }
}' /dev/null

awk "$random"'
BEGIN {
  seed = 7
  print "id,order_id,amount,refunded_at"
  for (id = 1; id <= 120; id++)
    printf "%d,%d,%d.%02d,%s\n", id, 1 + id * 24, 1 + below(4), below(100), moment(31 + below(30))
}' > refunds.csv

awk "$random"'
BEGIN {
  seed = 1234
  for (d = 0; d < 61; d++) {
    n = 80 + below(40)
    for (k = 0; k < n; k++) {
      id++
      user = 1 + below(400)
      if (id % 1300 == 99) { printf "{\"id\": %d, \"user_id\": %d, \"type\": \"log\n", id, user; continue }       # cut off
      who = id % 2000 == 1500 ? "\"nobody\"" : user                                                       # no number
      printf "{\"id\": %d, \"user_id\": %s, \"type\": \"%s\", \"occurred_at\": \"%s\", \"page\": {\"path\": \"/%s\"}}\n", id, who, pick("login view view view search"), moment(d), pick("home cart sale help")
    }
  }
}' > events.jsonl
