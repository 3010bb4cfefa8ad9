#!/usr/bin/env bash
# Writes this folder's sample data: October 2026 of a group's ledger, the same bytes each time.
# Needs awk. Usage: ./generate.sh
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C

cat > accounts.csv <<'END'
account_id,code,name,kind
1,1000,Bank,asset
2,1100,Receivables,asset
3,1300,Inventory,asset
4,2000,Payables,liability
5,4000,Sales,revenue
6,4900,Returns,revenue
7,5000,Cost of goods sold,cost
8,6000,Wages,expense
9,6100,Rent,expense
10,6200,Marketing,expense
END

cat > units.csv <<'END'
unit_id,code,name,currency
1,DE,Nordwind GmbH,EUR
2,US,Northwind Inc.,USD
3,UK,Northwind Ltd,GBP
4,PL,Nordwind sp. z o.o.,PLN
END

cat > products.csv <<'END'
product_id,sku,name,category
1,COF-250,"Coffee, 250 g",coffee
2,COF-1K,"Coffee, 1 kg",coffee
3,TEA-20,"Tea, 20 bags",tea
4,TEA-100,"Tea, 100 bags",tea
5,MUG,"Mug ""Nordwind""",hardware
6,GRINDER,Hand grinder,hardware
END

# An own generator of random numbers (Park and Miller's), so that every awk gives the same ones.
random='
function next_random() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
function below(n) { return int(next_random() * n) }
function date_of(d) { return sprintf("2026-10-%02d", d) }
function moment(d, hour) { return sprintf("%s %02d:%02d:%02d", date_of(d), hour, below(60), below(60)) }
'

awk "$random"'
BEGIN {
  seed = 5
  print "day,currency,rate,updated_at"
  base["EUR"] = 1000000; base["USD"] = 921500; base["GBP"] = 1187200; base["PLN"] = 233900
  count = split("EUR USD GBP PLN", currencies, " ")
  for (d = 1; d <= 31; d++)
    for (c = 1; c <= count; c++) {
      rate = currencies[c] == "EUR" ? 1000000 : base[currencies[c]] + below(9000) - 4500
      printf "%s,%s,%d.%06d,%s 16:00:00\n", date_of(d), currencies[c], int(rate / 1000000), rate % 1000000, date_of(d)
    }
}' /dev/null > fx_rates.csv

awk "$random"'
function cents(amount) { return sprintf("%d.%02d", int(amount / 100), amount % 100) }
function row(account, product, debit, credit) {
  line++
  printf "%d,%d,%s,%d,%d,%s,%s,%s,%s,%s\n", line, entry, booked, unit, account, product, cents(debit), cents(credit), deleted, updated > file
}
# Books one entry. Some are booked days later (their day is closed by then), some are corrected or taken back the day after.
function begin(d, hour,   later) {
  entry++
  booked = date_of(d)
  deleted = "false"
  later = d
  if (entry % 61 == 7 && d <= 28) later = d + 1 + below(3)              # booked late
  if (entry % 83 == 5 && d <= 30) later = d + 1                         # corrected the day after
  if (entry % 97 == 11 && d <= 30) { later = d + 1; deleted = "true" }  # taken back the day after
  updated = moment(later, hour)
}
BEGIN {
  seed = 2026
  split("899 2899 349 1299 1190 4900", price, " ")
  split("410 1370 120 505 395 2100", paid, " ")
  for (d = 1; d <= 31; d++) {
    file = d <= 15 ? "journal_lines-2026-10a.csv" : "journal_lines-2026-10b.csv"
    if (!(file in begun)) { print "line_id,entry_id,booked_on,unit_id,account_id,product_id,debit,credit,deleted,updated_at" > file; begun[file] = 1 }
    for (unit = 1; unit <= 4; unit++) {
      deleted = "false"; booked = date_of(d); updated = moment(d, 6)
      entry++
      rent = 12000 + 3100 * unit
      row(9, "", rent, 0); row(1, "", 0, rent)
      if (d % 7 == 5) { begin(d, 8); wages = 410000 + below(30000); row(8, "", wages, 0); row(1, "", 0, wages) }
      if (below(3) == 0) { begin(d, 9); spent = 5000 + below(20000); row(10, "", spent, 0); row(4, "", 0, spent) }
      sales = 4 + below(5)
      for (s = 0; s < sales; s++) {
        product = 1 + below(6)
        pieces = 5 + below(60)
        begin(d, 10 + below(10))
        gross = pieces * price[product]
        goods = pieces * paid[product]
        # One entry, four lines: the sale and what the goods had cost.
        row(2, product, gross, 0); row(5, product, 0, gross)
        row(7, product, goods, 0); row(3, product, 0, goods)
        if (below(12) == 0) {
          begin(d, 20)
          back = (1 + below(4)) * price[product]
          row(6, product, back, 0); row(2, product, 0, back)
        }
      }
    }
  }
}' /dev/null
