-- What kind of requirement an indicator is, by the words that stand in it: the first kind of lists/loai_yeu_cau.csv, in the order of
-- thu_tu, one of whose words (tu, separated by '|') it has.  The last kind has no words and takes the rest.
SELECT c.code AS chi_bao, c.tieu_chi AS tieu_chi,
       (SELECT y.code
          FROM loai_yeu_cau AS y
         WHERE y.tu IS NULL OR EXISTS (SELECT 1 FROM json_each('["' || replace(y.tu, '|', '","') || '"]') AS w
                                        WHERE instr(c.label, w.value) > 0)
         ORDER BY y.thu_tu
         LIMIT 1) AS loai
  FROM chi_bao AS c
