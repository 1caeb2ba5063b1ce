-- The recommendations of the report, and whether another task answers them.
SELECT k.so_kn AS so_kn_vc, t.short AS "Tiêu chí | Criterion", k.noi_dung AS "Kiến nghị | Recommendation", strftime('%d/%m/%Y', k.han) AS "Trước ngày | Until",
       iif(k.viec IS NULL, 'chưa có việc', 'đã có việc') AS "Việc | Task", iif(k.viec IS NULL, 'no task', 'has a task') AS "Việc_en"
  FROM v_kien_nghi AS k
  LEFT JOIN tieu_chi AS t ON t.code = k.tieu_chi
 WHERE k.bao_cao = :bao_cao_vc
 ORDER BY k.so_kn
