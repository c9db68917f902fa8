-- Ten years of a business on PostgreSQL: bookings, twice as many as `plans.count`, of half as many sessions, with
-- tours, waiting parties and trips made to order. The same rows every time.
--
-- Settings of the session: plans.count (how many), plans.now (milliseconds since 1970). What is new is on its way, what
-- is old is over. Lower numbers of people and agencies are busier.

CREATE TEMPORARY TABLE scale AS
SELECT current_setting('plans.count')::bigint AS n, current_setting('plans.now')::bigint AS now, 86400000::bigint AS day;

INSERT INTO users (id, telegram_id, first_name, lang, interests, search, created_at, seen_at)
SELECT i, 7000000000 + i, 'Анна', 'ru', '', 'анна person' || i, now - 3650 * day, now - (i * 7919 % 315360000) * 1000
FROM scale, generate_series(1, n / 2) AS i;

INSERT INTO agencies (id, name, description, contacts, commission_bp, status, created_at)
SELECT i, 'Агентство ' || i, '', '+998 90 000 00 00', 1000, CASE WHEN i % 10 = 9 THEN 'blocked' ELSE 'active' END, now - 3650 * day
FROM scale, generate_series(1, 100) AS i;

-- The first person decides for the first agency.
INSERT INTO user_roles (user_id, role, agency_id, granted_at) SELECT 1, 'manager', 1, now FROM scale;

INSERT INTO tours (id, agency_id, status, category, kind, params, transports, languages, city, days, search, created_at, changed_at)
SELECT i,
       1 + floor(100 * power(i * 104729 % 100003 / 100003.0, 2))::bigint,
       CASE WHEN i % 20 = 0 THEN 'draft' WHEN i % 5 = 1 THEN 'published' ELSE 'archived' END,
       (ARRAY['cities', 'silk_road', 'nature', 'mountains'])[1 + i * 31 % 4],
       'excursion',
       '{"group_max": 12, "pace": "calm"}',
       'train walk',
       'ru en',
       (ARRAY['samarkand', 'bukhara', 'khiva', 'tashkent', 'moscow', 'kazan'])[1 + i * 37 % 6],
       2,
       'выходные в городе ' || i || ' самарканд регистан шахи-зинда и плов',
       now - 3650 * day,
       now
FROM scale, generate_series(1, n / 2) AS i;

INSERT INTO tour_texts (tour_id, lang, title, description, included, meeting_point)
SELECT id, 'ru', 'Выходные в городе ' || id, repeat('Регистан, Шахи-Зинда и плов. ', 10), 'Поезд, гостиница, гид.', 'Южный вокзал' FROM tours;

INSERT INTO tour_photos (tour_id, position, asset, created_at) SELECT id, 0, 'media/tours/samarkand.png', created_at FROM tours;

INSERT INTO promotions (agency_id, title, percent_bp, starts_at, ends_at, created_at)
SELECT 1 + i % 100, 'Скидка', 1000, now - 30 * day, now + (i % 60 - 55) * day, now FROM scale, generate_series(1, 2000) AS i;

-- Every fortieth begins in the months ahead.
INSERT INTO tour_sessions (id, tour_id, agency_id, status, starts_on, ends_on, starts_at, ends_at, adult_minor, currency, capacity,
                           taken, decide_at, refund_rule, is_private, created_at, changed_at)
SELECT i,
       tours.id,
       tours.agency_id,
       CASE WHEN i % 20 = 0 THEN 'cancelled' WHEN starts < now THEN 'completed' WHEN i % 20 = 1 THEN 'closed' ELSE 'open' END,
       to_timestamp(starts / 1000)::date,
       to_timestamp(starts / 1000)::date + 1,
       starts,
       starts + 2 * day,
       100000 + i % 500 * 1000,
       CASE WHEN i % 3 = 0 THEN 'UZS' ELSE 'RUB' END,
       500,
       250,
       CASE WHEN i % 3 = 0 AND starts > now THEN starts - 7 * day END,
       '14:100 7:50 3:20',
       i % 50 = 7,
       now - 3650 * day,
       now
FROM (SELECT i, n, now, day, now - 3560 * day + i * (3650 * day / n) AS starts FROM scale, generate_series(1, n) AS i) AS dates
         JOIN tours ON tours.id = 1 + i * 7919 % (n / 2);

INSERT INTO bookings (id, session_id, tour_id, agency_id, traveller_id, status, adults, children, seats, currency, base_minor,
                      price_minor, commission_bp, refund_rule, hold_until, pay_by, remind_at, requested_at,
                      approved_at, paid_at, ended_at, moved_at)
SELECT i,
       session,
       tour_id,
       agency_id,
       traveller,
       status,
       1,
       0,
       1,
       'RUB',
       150000,
       150000,
       1000,
       '14:100 7:50 3:20',
       CASE WHEN status = 'requested' THEN now + (i % 60 - 5) * 60000 END,
       CASE WHEN status = 'approved' THEN now + (i % 1440 - 60) * 60000 END,
       CASE WHEN status IN ('requested', 'approved') THEN now + (i % 60 - 5) * 60000 WHEN status = 'paid' THEN starts_at - day END,
       starts_at - 30 * day,
       CASE WHEN status IN ('approved', 'paid', 'completed') THEN starts_at - 29 * day END,
       CASE WHEN status IN ('paid', 'completed') THEN starts_at - 28 * day END,
       CASE WHEN status IN ('completed', 'cancelled', 'expired', 'rejected') THEN LEAST(starts_at, now) END,
       LEAST(starts_at, now)
FROM (SELECT i,
             now,
             day,
             sessions.id AS session,
             sessions.tour_id,
             sessions.agency_id,
             starts_at,
             CASE
                 WHEN i % 3 = 0 THEN 'cancelled'
                 WHEN i % 11 = 0 THEN 'expired'
                 WHEN sessions.status = 'cancelled' THEN 'rejected'
                 WHEN sessions.status = 'completed' THEN 'completed'
                 WHEN i % 5 = 0 THEN 'requested'
                 WHEN i % 5 = 1 THEN 'approved'
                 ELSE 'paid' END AS status,
             1 + floor(n / 2 * power(i * 15485863 % 99991 / 99991.0, 2))::bigint AS traveller
      FROM scale, generate_series(1, n * 2) AS i
               JOIN tour_sessions AS sessions ON sessions.id = 1 + i * 7907 % current_setting('plans.count')::bigint) AS rows
ON CONFLICT DO NOTHING;

INSERT INTO booking_participants (booking_id, position, name) SELECT id, 0, 'Анна Ким' FROM bookings;

INSERT INTO waiting_parties (id, session_id, traveller_id, adults, children, seats, status, offered_until, created_at)
SELECT i,
       sessions.id,
       1 + floor(n / 2 * power(i * 15485863 % 99991 / 99991.0, 2))::bigint,
       2,
       0,
       2,
       states.status,
       CASE WHEN states.status = 'offered' THEN now + (i % 120 - 10) * 60000 END,
       now - day
FROM scale, generate_series(1, n) AS i
         JOIN tour_sessions AS sessions ON sessions.id = 1 + i * 7907 % current_setting('plans.count')::bigint
         CROSS JOIN LATERAL (SELECT CASE
                                        WHEN sessions.status = 'open' AND i % 50 = 0 THEN 'waiting'
                                        WHEN sessions.status = 'open' AND i % 50 = 1 THEN 'offered'
                                        ELSE (ARRAY['taken', 'left', 'lapsed', 'over'])[1 + i % 4] END AS status) AS states
ON CONFLICT DO NOTHING;

INSERT INTO tour_favourites (user_id, tour_id, created_at)
SELECT 1 + i % (n / 2), 1 + i * 31 % (n / 2), now FROM scale, generate_series(1, n) AS i
ON CONFLICT DO NOTHING;

INSERT INTO trips (id, traveller_id, status, cities, place, starts_on, days, adults, children, currency, transports, wishes, expires_at,
                   remind_at, created_at, submitted_at, ended_at)
SELECT i,
       1 + floor(n / 2 * power(i * 15485863 % 99991 / 99991.0, 2))::bigint,
       status,
       'samarkand',
       '',
       to_timestamp(now / 1000)::date + 30,
       3,
       2,
       0,
       'RUB',
       'train',
       'Без спешки',
       CASE WHEN status = 'open' THEN now + (i % 7 * 24 - 3) * 3600000 END,
       CASE WHEN status = 'open' THEN now + (i % 7 * 24 - 1) * 3600000 END,
       now - (n - i) * (3650 * day / n),
       now - (n - i) * (3650 * day / n),
       CASE WHEN status NOT IN ('draft', 'open') THEN now - (n - i) * (3650 * day / n) + day END
FROM (SELECT i, n, now, day,
             CASE
                 WHEN i % 200 = 0 THEN 'draft'
                 WHEN i > n * 0.98 THEN 'open'
                 ELSE (ARRAY['chosen', 'cancelled', 'expired'])[1 + i % 3] END AS status
      FROM scale, generate_series(1, n) AS i) AS rows
ON CONFLICT DO NOTHING;

INSERT INTO trip_agencies (trip_id, agency_id)
SELECT id, 1 + (id * 3 + step * 37) % 100 FROM trips, generate_series(0, 2) AS step WHERE status <> 'draft';

INSERT INTO trip_offers (trip_id, agency_id, tour_id, status, starts_on, days, price_minor, currency, included, valid_hours, valid_until,
                         turn, created_at)
SELECT trips.id,
       1 + (trips.id * 3 + step * 37) % 100,
       1 + trips.id % (n / 2),
       CASE
           WHEN trips.status = 'open' THEN 'open'
           WHEN trips.status = 'chosen' AND step = 0 THEN 'chosen'
           WHEN trips.status = 'expired' THEN 'lapsed'
           ELSE 'passed' END,
       trips.starts_on,
       3,
       5000000 + trips.id,
       'RUB',
       'Всё включено',
       48,
       CASE WHEN trips.status = 'open' THEN now + (trips.id % 48 - 4) * 3600000 ELSE trips.created_at + 2 * day END,
       'traveller',
       trips.created_at
FROM scale, trips, generate_series(0, 1) AS step
WHERE trips.status <> 'draft';

INSERT INTO trip_words (offer_id, side, price_minor, text, at) SELECT id, 'traveller', 100, 'А дешевле?', created_at FROM trip_offers;

DROP TABLE scale;
