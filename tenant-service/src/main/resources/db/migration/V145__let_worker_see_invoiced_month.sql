-- The job that closes months asks which are closed.
call grant_to_worker('invoiced_month', 'select');
