-- Diaries of many people, made in the order in which they would have been written: day by day, everybody's evening
-- after another's. So one diary lies scattered over a table, and indexes grow in the middle as they do in life.
-- Parameters: :others, people who rated 4 spots on 250 days of one year, somewhere in the last ten.
-- Person 1 is measured: ten years, 8 spots rated every day, 12 factors, 4,000 treatments.

-- step: people
INSERT INTO tracker_person (id, password, is_superuser, username, first_name, last_name, email, is_staff, is_active,
    date_joined, time_zone, day_starts_at, figure, theme, revision, seen_flags, counted_for, open_proposals,
    deleted_number, is_sample)
SELECT n, '!', false, 'person' || n, '', '', '', false, true,
    now(), 'UTC', 4, 'female', 'system', 0, '[]', '', 0, 0, false
FROM generate_series(1, :others + 1) n;
INSERT INTO tracker_spot (id, person_id, public_id, entered_at, changed_at, late, muscle, side, view, x, y,
    anchor_view, anchor_x, anchor_y, number, nickname, first_day, archived_before)
SELECT 8 * (n - 1) + s, n, gen_random_uuid(), now(), now(), false,
    (ARRAY['levator_scapulae', 'infraspinatus', 'piriformis', 'quadratus_lumborum'])[(s - 1) % 4 + 1],
    CASE WHEN s > 4 THEN 'right' ELSE 'left' END, 'back', 0.05, 0.2, 'back', 0.05, 0.2, s, '',
    DATE ':today' - 3650, '[]'
FROM generate_series(1, :others + 1) n, generate_series(1, CASE WHEN n = 1 THEN 8 ELSE 4 END) s;
INSERT INTO tracker_factor (id, person_id, public_id, builtin, name, kind, unit, asks_note, night_before, in_use,
    asked_before, position)
SELECT 12 * (n - 1) + f, n, gen_random_uuid(), '', 'Factor ' || f, 'scale', '', false, false, true, '[]', f
FROM generate_series(1, :others + 1) n, generate_series(1, CASE WHEN n = 1 THEN 12 ELSE 2 END) f;

-- step: days
CREATE UNLOGGED TABLE filled_day AS
SELECT person, date, row_number() OVER (PARTITION BY person ORDER BY date) AS nth
FROM (
    SELECT 1 AS person, DATE ':today' - ago AS date FROM generate_series(1, 3650) ago
    UNION ALL
    SELECT n, DATE ':today' - 365 - abs(hashint4(n)) % 3285 + (day * 1.46)::int
    FROM generate_series(2, :others + 1) n, generate_series(0, 249) day
) each_day;
CREATE INDEX ON filled_day (date);
ANALYZE filled_day;

-- step: year
INSERT INTO tracker_checkin (person_id, public_id, entered_at, changed_at, late, date, completed_at, sleep_hours,
    sleep_quality, stress, note)
SELECT person, gen_random_uuid(), date + TIME '20:00', date + TIME '20:00', false, date, date + TIME '20:05',
    5 + nth % 4, nth % 11, nth % 9, ''
FROM filled_day WHERE date >= :start AND date < :end ORDER BY date, person;
INSERT INTO tracker_rating (person_id, spot_id, public_id, entered_at, changed_at, late, date, pain, tender, cord,
    familiar, travels, stiff, tingling, weak, zones)
SELECT person, 8 * (person - 1) + s, gen_random_uuid(), date + TIME '20:00', date + TIME '20:00', false, date,
    abs(hashint4((nth / 9 + 31 * s + 997 * person)::int)) % 6, nth % 5 = 0, false, false, false, false, false, false, '[]'
FROM filled_day, generate_series(1, CASE WHEN person = 1 THEN 8 ELSE 4 END) s
WHERE date >= :start AND date < :end ORDER BY date, person, s;
INSERT INTO tracker_factorreading (person_id, factor_id, public_id, entered_at, changed_at, late, date, value, note)
SELECT person, 12 * (person - 1) + f, gen_random_uuid(), date + TIME '20:00', date + TIME '20:00', false, date,
    (nth * f) % 11, ''
FROM filled_day, generate_series(1, CASE WHEN person = 1 THEN 12 ELSE 2 END) f
WHERE date >= :start AND date < :end ORDER BY date, person, f;
WITH treated AS (
    INSERT INTO tracker_treatment (person_id, public_id, entered_at, changed_at, late, date, kind, tool, minutes,
        pressure, by, whole_body, note)
    SELECT person, gen_random_uuid(), date + TIME '19:00', date + TIME '19:00', false, date, 'ball',
        'lacrosse ball', 5, 4, 'self', false, ''
    FROM filled_day, generate_series(1, CASE WHEN person = 1 AND nth % 10 = 0 THEN 2 ELSE 1 END)
    WHERE date >= :start AND date < :end AND (person = 1 OR nth % 5 < 2) ORDER BY date, person
    RETURNING id, person_id
)
INSERT INTO tracker_treatedspot (person_id, treatment_id, spot_id, public_id, pain_before, pain_after)
SELECT person_id, id, 8 * (person_id - 1) + s, gen_random_uuid(), 5, 3
FROM treated, generate_series(1, CASE WHEN person_id > 1 AND id % 2 = 0 THEN 2 ELSE 1 END) s ORDER BY id, s;

-- step: done
DROP TABLE filled_day;
SELECT setval(pg_get_serial_sequence(name, 'id'), :others * 12 + 100)
FROM unnest(ARRAY['tracker_person', 'tracker_spot', 'tracker_factor']) name;
