-- What was agreed on with the school for the days of the survey.
SELECT k.lich_chinh_thuc AS lich FROM khao_sat_so_bo AS k WHERE k.doan = :doan AND k.lich_chinh_thuc IS NOT NULL
