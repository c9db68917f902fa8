-- Two years of a business on PostgreSQL: `study.orders` orders by a fifth as many clients, with everything
-- that comes with them. The same rows every time.
--
-- Settings of the session: study.orders (how many), study.now (milliseconds since 1970).
-- People are 1 and on: clients first, who order the less the higher their number; then executors, who take
-- the less the higher theirs; then those who only looked.

INSERT INTO users (id, telegram_id, first_name, last_name, username, lang, interests, search, created_at, seen_at)
SELECT i,
       7000000000 + i,
       first,
       last,
       'person' || i,
       (ARRAY['ru', 'uz', 'en'])[1 + i % 3],
       '',
       lower(first || ' ' || last || ' person' || i),
       current_setting('study.now')::bigint - 63072000000,
       current_setting('study.now')::bigint - (i * 7919 % 63072000) * 1000
FROM (SELECT i,
             (ARRAY['Анна', 'Борис', 'Вера', 'Gulnora', 'Дмитрий', 'Jasur', 'Ирина', 'Kamola', 'Лев', 'Мария'])[1 + i % 10] AS first,
             (ARRAY['Ким', 'Иванова', 'Karimov', 'Петров', 'Yusupova', 'Соколова', 'Smith'])[1 + i % 7] || i % 97 AS last
      FROM generate_series(1, current_setting('study.orders')::bigint / 2 + 220) AS i) AS people;

-- The next 220 carry orders out, or would like to.
INSERT INTO executors (user_id, number, status, subjects, experience, limit_in_hand, in_hand, stars_sum, stars_count, applied_at)
SELECT current_setting('study.orders')::bigint / 5 + i,
       i,
       CASE WHEN i <= 200 THEN 'approved' ELSE 'applied' END,
       'физика, математика',
       'пять лет',
       20,
       0,
       i % 50 * 5,
       i % 50,
       current_setting('study.now')::bigint - 63072000000
FROM generate_series(1, 220) AS i;

INSERT INTO user_roles (user_id, role, agency_id, granted_at)
SELECT user_id, 'executor', 0, applied_at FROM executors WHERE status = 'approved';

-- What is new is mostly on its way, what is old is mostly over; some of the old waits to this day.
INSERT INTO orders (id, client_id, kind, status, subject, topic, details, volume, due_on, due_at, currency, budget_minor,
                    price_minor, days, quote_note, quoted_at, share_bp, paid_minor, refunded_minor, executor_id, assigned_at,
                    accept_by, revisions_left, pay_by, auto_accept_at, search, version, created_at, submitted_at,
                    paid_at, delivered_at, ended_at, ended_reason, moved_at)
SELECT i,
       -- However many begin one, a client has one draft.
       CASE WHEN status = 'draft' THEN row_number() OVER (PARTITION BY status ORDER BY i) ELSE client END,
       kind,
       status,
       subject,
       topic,
       'Нужна помощь: ' || topic || '. Методичка приложена, оформление по ГОСТ, объём обычный.',
       '20 страниц',
       CASE WHEN i % 9 > 0 THEN to_timestamp(due / 1000)::date END,
       CASE WHEN i % 9 > 0 THEN due END,
       'RUB',
       CASE WHEN i % 3 > 0 THEN 100000 + i % 400 * 1000 END,
       CASE WHEN status NOT IN ('draft', 'submitted', 'expired') THEN 100000 + i % 500 * 1000 END,
       5,
       CASE WHEN status NOT IN ('draft', 'submitted', 'expired') THEN 'Сделаем вовремя' END,
       CASE WHEN status NOT IN ('draft', 'submitted', 'expired') THEN created + 7200000 END,
       7000,
       CASE WHEN is_paid THEN 100000 + i % 500 * 1000 ELSE 0 END,
       CASE WHEN status = 'refunded' THEN 100000 + i % 500 * 1000 ELSE 0 END,
       CASE WHEN has_hands THEN executor END,
       CASE WHEN has_hands THEN created + 14400000 END,
       CASE WHEN status = 'paid' AND has_hands THEN moved + 43200000 END,
       2,
       CASE WHEN status = 'awaiting_payment' THEN moved + 172800000 END,
       CASE WHEN status = 'delivered' THEN moved + 1209600000 END,
       lower(subject || ' ' || topic || ' нужна помощь: ' || topic || '. методичка приложена, оформление по гост, объём обычный.'),
       0,
       created,
       CASE WHEN status <> 'draft' THEN created + 600000 END,
       CASE WHEN is_paid THEN created + 10800000 END,
       CASE WHEN status IN ('delivered', 'changes_requested', 'completed', 'refunded') THEN moved END,
       CASE WHEN is_over THEN moved END,
       CASE WHEN status = 'expired' THEN 'no_price' WHEN status = 'cancelled' THEN 'client' END,
       moved
FROM (SELECT *,
             status IN ('completed', 'refunded', 'cancelled', 'expired') AS is_over,
             status IN ('paid', 'in_progress', 'delivered', 'changes_requested', 'disputed', 'completed', 'refunded') AS is_paid,
             status IN ('in_progress', 'delivered', 'changes_requested', 'disputed', 'completed', 'refunded')
                 OR (status = 'paid' AND i % 2 = 0) AS has_hands,
             created + 864000000 AS due,
             LEAST(created + CASE WHEN status IN ('completed', 'refunded', 'cancelled', 'expired') THEN 432000000 ELSE 86400000 END,
                   now - i % 600 * 1000) AS moved
      FROM (SELECT i,
                   now,
                   now - (count - i) * (63072000000 / count) AS created,
                   1 + floor(count / 5 * power(i * 104729 % 100003 / 100003.0, 2))::bigint AS client,
                   count / 5 + 1 + floor(200 * power(i * 15485863 % 99991 / 99991.0, 2))::bigint AS executor,
                   (ARRAY['consultation', 'tutoring', 'plan_sources', 'coursework', 'diploma', 'review', 'formatting',
                          'translation', 'presentation', 'exam', 'internship'])[1 + i % 11] AS kind,
                   (ARRAY['Физика', 'Высшая математика', 'Экономика', 'История', 'Право', 'Информатика', 'Химия', 'Педагогика',
                          'Психология', 'Статистика', 'Логистика', 'Маркетинг'])[1 + i % 12] AS subject,
                   (ARRAY['Теория вероятностей', 'Рынок труда', 'Колебания и волны', 'Договор поставки', 'Базы данных',
                          'Цифровая экономика', 'Реформы Петра', 'Органический синтез'])[1 + i * 31 % 8] || ' ' || i % 9973 AS topic,
                   CASE
                       WHEN i > count * 0.95 THEN CASE
                           WHEN r < 65 THEN 'draft'
                           WHEN r < 185 THEN 'submitted'
                           WHEN r < 255 THEN 'quoted'
                           WHEN r < 335 THEN 'awaiting_payment'
                           WHEN r < 415 THEN 'paid'
                           WHEN r < 665 THEN 'in_progress'
                           WHEN r < 785 THEN 'delivered'
                           WHEN r < 835 THEN 'changes_requested'
                           WHEN r < 850 THEN 'disputed'
                           ELSE 'completed' END
                       WHEN r < 3 THEN 'draft'
                       WHEN r < 4 THEN 'submitted'
                       WHEN r < 7 THEN 'in_progress'
                       WHEN r < 8 THEN 'disputed'
                       WHEN r < 38 THEN 'refunded'
                       WHEN r < 138 THEN 'cancelled'
                       WHEN r < 220 THEN 'expired'
                       ELSE 'completed' END AS status
            FROM (SELECT i,
                         i * 7919 % 1000 AS r,
                         current_setting('study.orders')::bigint AS count,
                         current_setting('study.now')::bigint AS now
                  FROM generate_series(1, current_setting('study.orders')::bigint) AS i) AS numbers) AS drawn) AS dated;

INSERT INTO order_offers (order_id, executor_id, price_minor, days, note, status, at)
SELECT id,
       current_setting('study.orders')::bigint / 5 + 1 + (id * 13 + n * 67) % 200,
       100000 + n * 5000,
       5,
       'Сделаю',
       CASE WHEN status = 'submitted' THEN 'open' ELSE 'declined' END,
       created_at + 3600000
FROM orders, generate_series(1, 2) AS n
WHERE kind IN ('tutoring', 'coursework', 'diploma', 'translation', 'exam', 'internship') AND status <> 'draft';

INSERT INTO payments (payable_kind, payable_id, part, payer_id, provider, status, amount_minor, currency, refunded_minor,
                      idempotence_key, body, provider_id, return_token, created_at, paid_at, ended_at)
SELECT 'order', id, 'full', client_id, 'yookassa', 'paid', paid_minor, 'RUB', refunded_minor,
       'key-' || id, '{}', 'theirs-' || id, 'return-' || id, created_at + 10000000, paid_at, paid_at
FROM orders
WHERE paid_at IS NOT NULL;

INSERT INTO attachments (subject_kind, subject_id, owner_id, kind, file_id, unique_id, name, mime, size, at)
SELECT 'order', id, client_id, 'document', 'file-' || id, 'unique-' || id, 'задание.pdf', 'application/pdf', 100000, created_at
FROM orders;

INSERT INTO thread_messages (thread_kind, thread_id, author_id, side, addressee, text, masked, at)
SELECT 'order', id, client_id, 'client', 'executor', 'Когда будет готово?', false, assigned_at + n * 3600000
FROM orders, generate_series(1, 2) AS n
WHERE assigned_at IS NOT NULL;

INSERT INTO audit_log (at, actor_kind, actor_id, role, action, subject_kind, subject_id, details)
SELECT created_at + n * 3600000, 'user', client_id, 'client',
       (ARRAY['order.submitted', 'order.quoted', 'order.agreed', 'order.paid', 'order.started'])[n],
       'order', id, '{}'
FROM orders, generate_series(1, 5) AS n
WHERE status <> 'draft';

SELECT setval(pg_get_serial_sequence(name, 'id'), (SELECT max(id) FROM users) + (SELECT max(id) FROM orders))
FROM unnest(ARRAY['users', 'orders']) AS name;
