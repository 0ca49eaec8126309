-- One transaction at a time counts for a tenant. The locks are taken in one order, so that two batches never wait for
-- each other.
create function lock_allowances(tenants uuid[]) returns void
  language plpgsql as $$
begin
  perform pg_advisory_xact_lock(key)
    from (select distinct hashtextextended(tenant::text, 4) as key from unnest(tenants) as tenant order by 1) as keys;
end
$$;

-- Decides over many calls at once and writes what it admits. Everything is numbered from 1: holders (a tenant, or a key in
-- it), the meters of each holder with the terms of the plan (parent: the tenant's row of a key's meter, 0 for the tenant's
-- own), the calls with their holders (0 for no key), and what each call uses at most.
--
-- A call is refused when it would not fit even without the calls under way, it waits when only those are in its way, and
-- whoever comes after a waiting call of the same holder waits too. The verdict of each call: a admitted, w wait,
-- b over the tenant's budget, k over the key's budget, q over the quota of a meter.
create function admit_calls(
  at timestamptz, month date, lease_until timestamptz,
  h_tenant uuid[], h_name text[], h_budget bigint[], h_first int[], h_last int[],
  m_holder int[], m_parent int[], m_meter text[], m_included bigint[], m_price bigint[], m_quota bigint[],
  c_tenant uuid[], c_id uuid[], c_subject text[], c_operation text[], c_test boolean[], c_holder int[], c_key int[],
  c_meters text[], c_units text[], u_first int[], u_last int[],
  u_meter int[], u_key_meter int[], u_units bigint[]
) returns text[]
  language plpgsql as $$
declare
  verdicts text[] := array_fill(null::text, array[cardinality(c_id)]);
  waiting boolean[] := array_fill(false, array[cardinality(h_name)]);
  used bigint[];
  reserved bigint[];
  added bigint[] := array_fill(0::bigint, array[cardinality(m_meter)]);
  spent bigint[];
  verdict text;
  own numeric;
  open numeric;
  h int;
  m int;
  p int;
begin
  perform lock_allowances(h_tenant);
  select array_agg(coalesce(a.used, 0) order by i), array_agg(coalesce(a.reserved, 0) order by i)
    into used, reserved
    from unnest(m_holder, m_meter) with ordinality as k(holder, meter, i)
    left join allowance a on a.tenant_id = h_tenant[k.holder] and a.period = month and a.holder = h_name[k.holder]
      and a.meter = k.meter;
  select array_agg(coalesce(
        (select sum(a.spent_nanos) from allowance a
          where a.tenant_id = k.tenant and a.period = month and a.holder = k.name and k.budget is not null), 0) order by i)
    into spent
    from unnest(h_tenant, h_name, h_budget) with ordinality as k(tenant, name, budget, i);

  for c in 1 .. cardinality(c_id) loop
    verdict := 'a';
    if not c_test[c] then
      own := 0;
      for u in u_first[c] .. u_last[c] loop
        m := u_meter[u];
        own := own + m_price[m]::numeric
          * (greatest(0, used[m] + u_units[u] - m_included[m]) - greatest(0, used[m] - m_included[m]));
        if m_quota[m] is not null then
          if used[m] + u_units[u] > m_quota[m] then
            verdict := 'q';
          elsif verdict = 'a' and used[m] + reserved[m] + added[m] + u_units[u] > m_quota[m] then
            verdict := 'w';
            waiting[c_holder[c]] := true;
          end if;
        end if;
      end loop;

      h := c_holder[c];
      if verdict <> 'q' and h_budget[h] is not null then
        if spent[h] + own > h_budget[h] then
          verdict := 'b';
        else
          open := 0;
          for m in h_first[h] .. h_last[h] loop
            p := used[m] - m_included[m];
            open := open + m_price[m]::numeric * (greatest(0, p + reserved[m] + added[m]) - greatest(0, p));
          end loop;
          for u in u_first[c] .. u_last[c] loop
            m := u_meter[u];
            open := open + m_price[m]::numeric
              * (greatest(0, used[m] + reserved[m] + added[m] + u_units[u] - m_included[m])
                - greatest(0, used[m] + reserved[m] + added[m] - m_included[m]));
          end loop;
          if spent[h] + open > h_budget[h] then
            verdict := 'w';
            waiting[h] := true;
          end if;
        end if;
      end if;

      h := c_key[c];
      if verdict in ('a', 'w') and h > 0 and h_budget[h] is not null then
        if spent[h] + own > h_budget[h] then
          verdict := 'k';
        else
          -- In the worst case all other calls take the included units first.
          open := 0;
          for m in h_first[h] .. h_last[h] loop
            p := m_parent[m];
            open := open + m_price[m]::numeric * least(
              reserved[m] + added[m], greatest(0, used[p] + reserved[p] + added[p] - m_included[m]));
          end loop;
          for u in u_first[c] .. u_last[c] loop
            m := u_key_meter[u];
            p := u_meter[u];
            open := open + m_price[m]::numeric
              * (least(reserved[m] + added[m] + u_units[u],
                    greatest(0, used[p] + reserved[p] + added[p] + u_units[u] - m_included[m]))
                - least(reserved[m] + added[m], greatest(0, used[p] + reserved[p] + added[p] - m_included[m])));
          end loop;
          if spent[h] + open > h_budget[h] then
            verdict := 'w';
            waiting[h] := true;
          end if;
        end if;
      end if;

      if verdict = 'a' and (waiting[c_holder[c]] or (h > 0 and waiting[h])) then
        verdict := 'w';
      end if;
      if verdict = 'a' then
        for u in u_first[c] .. u_last[c] loop
          m := u_meter[u];
          added[m] := added[m] + u_units[u];
          m := u_key_meter[u];
          if m > 0 then
            added[m] := added[m] + u_units[u];
          end if;
        end loop;
      end if;
    end if;
    verdicts[c] := verdict;
  end loop;

  insert into request_log (
      tenant_id, id, subject, operation, period, meters, at_most, reserved, state, admitted_at, lease_end)
    select k.tenant, k.id, k.subject, k.operation, month, k.meters::text[], k.units::bigint[],
        case when k.test then array_fill(0::bigint, array[cardinality(k.units::bigint[])]) else k.units::bigint[] end,
        case when k.test then 'test' else 'reserved' end, at, lease_until
      from unnest(c_tenant, c_id, c_subject, c_operation, c_test, c_meters, c_units, verdicts)
        as k(tenant, id, subject, operation, test, meters, units, verdict)
      where k.verdict = 'a';
  insert into allowance as a (tenant_id, period, holder, meter, reserved)
    select h_tenant[k.holder], month, h_name[k.holder], k.meter, k.added
      from unnest(m_holder, m_meter, added) as k(holder, meter, added)
      where k.added > 0
    on conflict (tenant_id, period, holder, meter) do update set reserved = a.reserved + excluded.reserved;
  return verdicts;
end
$$;

-- Gives back what the named units of calls had reserved.
create function give_back(tenants uuid[], periods date[], subjects text[], meters text[], units bigint[]) returns void
  language sql as $$
  update allowance a set reserved = a.reserved - g.units
    from (
      select k.tenant, k.period, h.holder, k.meter, sum(k.units) as units
        from unnest(tenants, periods, subjects, meters, units) as k(tenant, period, subject, meter, units)
        cross join lateral (values (''), (case when k.subject like 'key:%' then k.subject end)) as h(holder)
        where k.units > 0 and h.holder is not null
        group by 1, 2, 3, 4
    ) as g
    where a.tenant_id = g.tenant and a.period = g.period and a.holder = g.holder and a.meter = g.meter;
$$;

-- Notes how calls were answered, and frees the reservations of those that used nothing.
create function finish_calls(tenants uuid[], ids uuid[], statuses int[], unused boolean[]) returns void
  language plpgsql as $$
begin
  perform lock_allowances(tenants);
  perform give_back(array_agg(r.tenant_id), array_agg(r.period), array_agg(r.subject), array_agg(u.meter), array_agg(u.units))
    from unnest(tenants, ids, unused) as k(tenant, id, unused)
    join request_log r on r.tenant_id = k.tenant and r.id = k.id
    cross join lateral unnest(r.meters, r.reserved) as u(meter, units)
    where k.unused and r.state = 'reserved';
  update request_log r
    set status = k.status,
      state = case when k.unused and r.state = 'reserved' then 'freed' else r.state end,
      reserved = case when k.unused then array_fill(0::bigint, array[cardinality(r.reserved)]) else r.reserved end
    from unnest(tenants, ids, statuses, unused) as k(tenant, id, status, unused)
    where r.tenant_id = k.tenant and r.id = k.id;
end
$$;

-- Frees what a crash left behind: calls whose lease has ended. Gives how many.
create function expire_calls(at timestamptz) returns int
  language plpgsql as $$
declare
  late record;
  expired int := 0;
begin
  for late in
    select tenant_id, array_agg(id) as ids from request_log where state = 'reserved' and lease_end < at group by tenant_id
      order by hashtextextended(tenant_id::text, 4)
  loop
    perform lock_allowances(array[late.tenant_id]);
    perform give_back(array_agg(r.tenant_id), array_agg(r.period), array_agg(r.subject), array_agg(u.meter),
        array_agg(u.units))
      from request_log r cross join lateral unnest(r.meters, r.reserved) as u(meter, units)
      where r.tenant_id = late.tenant_id and r.id = any(late.ids) and r.state = 'reserved';
    update request_log
      set state = 'expired', reserved = array_fill(0::bigint, array[cardinality(reserved)])
      where tenant_id = late.tenant_id and id = any(late.ids) and state = 'reserved';
    expired := expired + cardinality(late.ids);
  end loop;
  return expired;
end
$$;

-- Adds charges of one tenant, each once, and frees what their calls had reserved for the meter. Gives how many were new.
create function take_charges(
  tenant uuid, at timestamptz, events uuid[], calls uuid[], subjects text[], names text[], quantities bigint[],
  amounts bigint[], times timestamptz[]
) returns int
  language plpgsql as $$
declare
  fresh uuid[];
begin
  perform lock_allowances(array[tenant]);
  with added as (
    insert into charge (tenant_id, event_id, call_id, meter, quantity, amount_nanos, occurred_at, received_at)
      select distinct on (k.event) tenant, k.event, k.call, k.meter, k.quantity, k.amount, k.time, at
        from unnest(events, calls, names, quantities, amounts, times) as k(event, call, meter, quantity, amount, time)
      on conflict do nothing
      returning event_id
  )
  select coalesce(array_agg(event_id), '{}') from added into fresh;

  insert into allowance as a (tenant_id, period, holder, meter, used, spent_nanos)
    select tenant, date_trunc('month', k.time at time zone 'UTC')::date, h.holder, k.meter, sum(k.quantity), sum(k.amount)
      from (
        select distinct on (event) * from unnest(events, subjects, names, quantities, amounts, times)
          as x(event, subject, meter, quantity, amount, time)
      ) as k
      cross join lateral (values (''), (case when k.subject like 'key:%' then k.subject end)) as h(holder)
      where k.event = any(fresh) and h.holder is not null
      group by 1, 2, 3, 4
      order by 2, 3, 4
    on conflict (tenant_id, period, holder, meter) do update
      set used = a.used + excluded.used, spent_nanos = a.spent_nanos + excluded.spent_nanos;

  perform give_back(array_agg(r.tenant_id), array_agg(r.period), array_agg(r.subject), array_agg(u.meter), array_agg(u.units))
    from request_log r cross join lateral unnest(r.meters, r.reserved) as u(meter, units)
    where r.tenant_id = tenant and r.state = 'reserved' and exists (
      select from charge c where c.tenant_id = tenant and c.event_id = any(fresh) and c.call_id = r.id and c.meter = u.meter)
      and r.id = any(calls);
  update request_log r
    set reserved = x.reserved, state = case when x.total = 0 then 'settled' else r.state end
    from (
      select o.id, array_agg(o.units order by o.i) as reserved, sum(o.units) as total
        from (
          select q.id, u.i, case when exists (
              select from charge c
                where c.tenant_id = tenant and c.event_id = any(fresh) and c.call_id = q.id and c.meter = u.meter)
              then 0 else u.units end as units
            from request_log q cross join lateral unnest(q.meters, q.reserved) with ordinality as u(meter, units, i)
            where q.tenant_id = tenant and q.id = any(calls) and q.state = 'reserved'
        ) as o
        group by o.id
    ) as x
    where r.tenant_id = tenant and r.id = x.id and r.state = 'reserved';
  return cardinality(fresh);
end
$$;
