-- Run once, when the server makes its data: beside the orchestrator's database.
CREATE DATABASE warehouse;
