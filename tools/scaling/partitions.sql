-- The ratings in 16 parts by a hash of the person. Every key leads with the person, so each holds within a part and
-- the composite foreign key to the spot stays; the number alone is no key any more, only (person, number) is.
-- Moved in the order of the people, which also brings a diary together that lay scattered over the whole table.

-- step: split
CREATE TABLE rating_split (LIKE tracker_rating INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY HASH (person_id);
DO $$ BEGIN
    FOR part IN 0..15 LOOP
        EXECUTE format('CREATE TABLE rating_part_%s PARTITION OF rating_split FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
                       part, part);
    END LOOP;
END $$;

-- step: move
INSERT INTO rating_split SELECT * FROM tracker_rating ORDER BY person_id, date, spot_id;

-- step: keys
ALTER TABLE rating_split ADD PRIMARY KEY (person_id, id);
ALTER TABLE rating_split ADD UNIQUE (person_id, date, spot_id);
ALTER TABLE rating_split ADD UNIQUE (person_id, public_id);
CREATE INDEX ON rating_split (person_id, spot_id, date, pain);
-- Django deletes single rows by their number alone: without this it would read every part from end to end.
CREATE INDEX ON rating_split (id);

-- step: references
ALTER TABLE rating_split ADD CONSTRAINT rating_split_person FOREIGN KEY (person_id)
    REFERENCES tracker_person (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE rating_split ADD CONSTRAINT tracker_rating_spot_same_person FOREIGN KEY (person_id, spot_id)
    REFERENCES tracker_spot (person_id, id) DEFERRABLE INITIALLY DEFERRED;

-- step: exchange
CREATE SEQUENCE rating_numbers;
SELECT setval('rating_numbers', (SELECT max(id) FROM tracker_rating));
ALTER TABLE rating_split ALTER COLUMN id SET DEFAULT nextval('rating_numbers');
ALTER TABLE tracker_rating RENAME TO rating_whole;
ALTER TABLE rating_split RENAME TO tracker_rating;

-- step: tidy
VACUUM (ANALYZE) tracker_rating;
