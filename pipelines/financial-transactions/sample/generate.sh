#!/usr/bin/env bash
# Writes this pipeline's data: the same bytes each time, with dirt that ../README.md names. Needs awk and gzip.
# Usage: ./generate.sh [records] [folder]     3000 records into this folder when left out
set -euo pipefail
export LC_ALL=C
records="${1:-3000}"
folder="${2:-$(cd "$(dirname "$0")" && pwd)}"
mkdir -p "$folder"/{ledger,branches,cards,core}
rm -f "$folder"/ledger/*.json "$folder"/branches/*.csv "$folder"/cards/*.gz "$folder"/core/*.csv
cd "$folder"

# An own generator of random numbers (Park and Miller's), so that every awk gives the same ones.
random='
function next_random() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
function below(n) { return int(next_random() * n) }
function list(name, text,   parts, n, i) { n = split(text, parts, " "); size[name] = n; for (i = 1; i <= n; i++) words[name, i] = parts[i] }
function pick(name) { return words[name, 1 + below(size[name])] }
'
customers=$((records / 20 < 60 ? 60 : records / 20 > 50000 ? 50000 : records / 20))

awk -v customers="$customers" "$random"'
BEGIN {
  seed = 5
  list("first", "Ada Grace Alan Edsger Barbara Donald Frances Ken Dennis Radia Leslie Tony")
  list("last", "Stone Rivers Berg Lindholm Okafor Haddad Novak Moreau Silva Tanaka Kaya")
  list("country", "DE FR NL SE PL ES IT US GB JP")
  list("segment", "retail retail retail premium business")
  print "customer_id,name,email,country,segment,signed_up_on"
  for (id = 1; id <= customers; id++) {
    first = pick("first"); last = pick("last")
    month = 1 + below(10); day = 1 + below(28)
    printf "C%05d,\"%s, %s\",%s.%s%d@Example.com,%s,%s,%04d-%02d-%02d\n", id, last, first, first, last, id, pick("country"), pick("segment"), 2020 + below(7), month, day
  }
}' > core/customers.csv

awk -v records="$records" -v customers="$customers" "$random"'
function money(cents,   whole, text) {          # as programs and people write it
  whole = int(cents / 100)
  if (n % 250 == 17) return "n/a"
  if (n % 9 == 1) return sprintf("%s.%02d", grouped(whole), cents % 100)
  if (n % 13 == 2) return sprintf("$%s.%02d", grouped(whole), cents % 100)
  if (n % 17 == 3) return sprintf("%d,%02d", whole, cents % 100)
  if (n % 23 == 4) return sprintf("(%d.%02d)", whole, cents % 100)
  if (n % 29 == 5) return sprintf("EUR %d.%02d", whole, cents % 100)
  return sprintf("%d.%02d", whole, cents % 100)
}
function grouped(whole) { return whole < 1000 ? whole "" : sprintf("%d,%03d", int(whole / 1000), whole % 1000) }
function moment(style, d, s) {                  # d: day of October; s: second of the day
  if (n % 333 == 30) return ""
  if (n % 411 == 31) return sprintf("31/02/2026 %02d:%02d", int(s / 3600), int(s / 60) % 60)
  if (style == "iso") return sprintf("2026-10-%02dT%02d:%02d:%02dZ", d, int(s / 3600), int(s / 60) % 60, s % 60)
  if (style == "space") return sprintf("2026-10-%02d %02d:%02d:%02d", d, int(s / 3600), int(s / 60) % 60, s % 60)
  if (style == "day first") return sprintf("%02d/10/2026 %02d:%02d", d, int(s / 3600), int(s / 60) % 60)
  return sprintf("%d", 1790812800 + (d - 1) * 86400 + s)     # seconds since 1970
}
function quoted(text) { return text == "" ? "null" : "\"" text "\"" }
function draw() {
  id = sprintf("T%08d", n)
  customer = n % 307 == 40 ? "" : n % 401 == 41 ? "C99999" : sprintf("C%05d", 1 + below(customers))
  cents = n % 211 == 6 ? 1000000 + below(5000000) : n % 37 == 7 ? 100000 + below(900000) : 100 + below(99900)
  amount = money(cents)
  currency = n % 41 == 12 ? "" : n % 503 == 43 ? "XXX" : pick("currency")
  if (n % 11 == 8) currency = tolower(currency)
  status = n % 53 == 44 ? "" : n % 601 == 45 ? "strange" : pick("status")
  if (n % 7 == 3) status = toupper(status)
  merchant = n % 61 == 46 ? "" : pick("merchant")
  place = pick("place")
  category = n % 67 == 47 ? "" : pick("category")
  second = below(86400)
  changed = second + below(10800); if (changed > 86399) changed = 86399
}
function changed_at(d, s) { return sprintf("2026-10-%02d %02d:%02d:%02d", d, int(s / 3600), int(s / 60) % 60, s % 60) }
function ledger(d,   at) {
  if (in_page == 1000 || page == 0) {
    if (page > 0) printf "\n]}, \"meta\": {\"next_cursor\": \"p%d\"}}\n", page + 1 > file
    page++; in_page = 0
    file = sprintf("ledger/transactions-%05d.json", page)
    printf "{\"data\": {\"items\": [\n" > file
  }
  at = n % 907 == 50 ? "yesterday" : changed_at(d, changed) "Z"
  sub(" ", "T", at)
  printf "%s{\"transaction_id\": \"%s\", \"customer_id\": %s, \"amount\": %s, \"currency\": %s, \"status\": %s, \"merchant\": {\"name\": %s, \"country\": \"%s\"}, \"category\": %s, \"channel\": \"%s\", \"occurred_at\": %s, \"updated_at\": \"%s\"}",
    in_page ? ",\n" : "", id, quoted(customer), amount ~ /^[0-9]+\.[0-9]+$/ && n % 2 ? amount : "\"" amount "\"", quoted(currency), quoted(status), quoted(merchant), place, quoted(category),
    n % 3 ? "online" : "app", quoted(moment(n % 20 == 9 ? "day first" : "iso", d, second)), at > file
  in_page++
}
function cards(d,   out, line) {
  out = sprintf("cards/transactions-2026-10-%02d.jsonl", d)
  line = sprintf("{\"transaction_id\": \"%s\", \"customer_id\": %s, \"amount\": \"%s\", \"currency\": %s, \"status\": %s, \"merchant_name\": %s, \"merchant_country\": \"%s\", \"category\": %s, \"occurred_at\": %s, \"updated_at\": \"%sZ\"}",
    id, quoted(customer), amount, quoted(currency), quoted(status), quoted(merchant), place, quoted(category), quoted(moment(n % 30 == 10 ? "space" : "epoch", d, second)), changed_at(d, changed))
  print (n % 701 == 51 ? substr(line, 1, 60) : line) > out     # cut off
}
function branches(d,   out, line) {
  out = sprintf("branches/transactions-2026-10-%02d.csv", d)
  if (!(out in started)) { started[out] = 1; print "transaction_id,customer_id,amount,currency,status,merchant_name,merchant_country,category,occurred_at,updated_at" > out }
  line = sprintf("%s,%s,\"%s\",%s,%s,\"%s\",%s,%s,%s,%s", id, customer, amount, currency, status, merchant, place, category, moment("day first", d, second), changed_at(d, changed))
  print (n % 509 == 52 ? substr(line, 1, 30) : line) > out     # cut off
}
function write(source, d) { if (source == 0) ledger(d); else if (source == 1) cards(d); else branches(d) }
BEGIN {
  seed = 77
  list("currency", "EUR EUR EUR USD USD GBP CHF SEK JPY")
  list("status", "settled settled settled settled settled pending declined reversed")
  list("merchant", "Corner_Shop Book_Barn Air_Nord Grand_Casino Coin_Exchange Green_Market City_Fuel Sea_Hotel")
  list("place", "DE FR NL SE PL ES IT US GB JP MT")
  list("category", "groceries groceries books travel travel gambling crypto fuel lodging")
  for (i = 0; i < records; i++) {
    d = 29 + int(i * 3 / records)
    n = i + 1
    draw()
    source = i % 10 < 4 ? 0 : i % 10 < 7 ? 1 : 2
    write(source, d)
    if (n % 59 == 20 && d < 31) { held++; keep[held] = n " " source " " d }                                        # comes again, changed, the day after
    if (n % 71 == 21 && source == 0 && changed < 86390) { changed += 5; cards(d) }                               # another source has it, too
  }
  for (k = 1; k <= held; k++) {
    split(keep[k], parts, " ")
    n = parts[1]; d = parts[3] + 1
    draw(); status = "reversed"
    write(parts[2], d)
  }
  printf "\n]}, \"meta\": {\"next_cursor\": null}}\n" > file
}'
gzip -n -9 -f cards/*.jsonl
