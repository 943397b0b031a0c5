#!/usr/bin/python3
"""What tests/system/mail_test.py holds of mails where the database is SQLite holds where it is PostgreSQL."""
import functools

import mail_test
from on_postgres import PostgresHouse
from program import main


class MailOnPostgres(mail_test.Mail):
    make_house = functools.partial(PostgresHouse, durable=True)  # doctor complains of any other


if __name__ == "__main__":
    main()
