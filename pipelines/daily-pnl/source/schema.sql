-- The ledger as it stands in MySQL or MariaDB; load.sh fills it from the sample.
create table accounts (
    account_id int primary key,
    code varchar(16) not null,
    name varchar(200) not null,
    kind enum('asset', 'liability', 'revenue', 'cost', 'expense') not null
) default charset utf8mb4;

create table units (
    unit_id int primary key,
    code varchar(8) not null,
    name varchar(200) not null,
    currency char(3) not null
) default charset utf8mb4;

create table products (
    product_id int primary key,
    sku varchar(32) not null,
    name varchar(200) not null,
    category varchar(64) not null
) default charset utf8mb4;

create table fx_rates (
    day date not null,
    currency char(3) not null,
    rate decimal(12,6) not null,
    updated_at datetime not null,
    primary key (day, currency),
    key fx_rates_updated (updated_at)
) default charset utf8mb4;

create table journal_lines (
    line_id bigint primary key,
    entry_id bigint not null,
    booked_on date not null,
    unit_id int not null,
    account_id int not null,
    product_id int,
    debit decimal(14,2) not null default 0,
    credit decimal(14,2) not null default 0,
    deleted boolean not null default false,
    updated_at datetime not null,
    key journal_lines_entry (entry_id),
    key journal_lines_updated (updated_at)
) default charset utf8mb4;
